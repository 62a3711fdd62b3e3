'use client';

import { later } from '@/components/ui/later';

/** The large parts of the incident page: the verdict above them answers before their code has come. */

export const LaterTimeline = later(import('./timeline-explorer').then((module) => module.TimelineExplorer));
export const LaterRuns = later(import('./runs-explorer').then((module) => module.RunsExplorer));
export const LaterTrust = later(import('@/components/findings/trust-strip').then((module) => module.TrustStrip));
