'use client';

import { later } from '@/components/ui/later';

/** Folded away until somebody wants other hours than those at hand. */
export const LaterRangeForm = later(import('./range-form').then((module) => module.RangeForm));
