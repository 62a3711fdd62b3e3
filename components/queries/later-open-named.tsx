'use client';

import { later } from '@/components/ui/later';

export const LaterOpenNamed = later(import('./open-named').then((module) => module.OpenNamed));
