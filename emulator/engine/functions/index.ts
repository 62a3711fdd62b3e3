import { choices } from './choices';
import { conversions } from './conversions';
import type { Build } from './define';
import { dynamics } from './dynamics';
import { networks } from './networks';
import { numbers } from './numbers';
import { rowFunctions } from './rows';
import { texts } from './texts';
import { times } from './times';

/** Every scalar function the engine knows; a name that is not here is refused where it stands. */
export const functions: ReadonlyMap<string, Build> = new Map(
  Object.entries({
    ...choices,
    ...conversions,
    ...dynamics,
    ...networks,
    ...numbers,
    ...rowFunctions,
    ...texts,
    ...times,
  }),
);
