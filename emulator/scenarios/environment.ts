import type { Dialect } from './dialect';
import { consumption, workloadProfiles } from './dialect';
import type { Pipeline } from './time';
import { createPipeline } from './time';

export type Family = 'custom' | 'resource-specific';

/** An invented Container Apps environment: which words its platform build uses and which tables its rows land in. */
export interface Environment {
  name: string;
  dialect: Dialect;
  /** `custom`: the `_CL` tables; `resource-specific`: those of Azure Monitor. */
  family: Family;
  location: string;
  /** Rows carry the columns of the old HTTP collector (`MG`, `Computer`, `RawData`, …), always empty. */
  collectorColumns: boolean;
  /** JSON lines are taken apart into columns and `Log_s` stays empty (Consumption-only environments of 2022 and 2023). */
  flattensJson: boolean;
  /** Rows of this environment lie newest first in their table. */
  newestFirst: boolean;
  /** How rows of the `_CL` tables arrive; the resource-specific tables keep the time of the event. */
  pipelines: { system: Pipeline; console: Pipeline };
}

export function pipelinesOf(environment: string): Environment['pipelines'] {
  return { system: createPipeline(`${environment}/system`), console: createPipeline(`${environment}/console`) };
}

export const shopProd: Environment = {
  name: 'shop-prod',
  dialect: workloadProfiles({ pulledQuote: '"', tellsImageSize: true, tellsProbeFailureTwice: false }),
  family: 'custom',
  location: 'northeurope',
  collectorColumns: false,
  flattensJson: false,
  newestFirst: true,
  pipelines: pipelinesOf('shop-prod'),
};

/** The oldest of the three: Consumption only, kubelet's words. */
export const shopClassic: Environment = {
  name: 'shop-classic',
  dialect: consumption({ backOff: 'Persistent Failiure to start container' }),
  family: 'custom',
  location: 'westeurope',
  collectorColumns: true,
  flattensJson: true,
  newestFirst: false,
  pipelines: pipelinesOf('shop-classic'),
};

export const shopPreview: Environment = {
  name: 'shop-preview',
  dialect: workloadProfiles({ pulledQuote: "'", tellsImageSize: false, tellsProbeFailureTwice: true }),
  family: 'resource-specific',
  location: 'northeurope',
  collectorColumns: false,
  flattensJson: false,
  newestFirst: true,
  pipelines: pipelinesOf('shop-preview'),
};
