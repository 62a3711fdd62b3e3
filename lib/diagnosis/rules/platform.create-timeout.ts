import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { createFailures, textOf } from '@/lib/diagnosis/rules/failed-starts';
import { firstGroup, rowsOf, saying } from '@/lib/diagnosis/rules/said';

const preparation =
  /\b(?:chown|chmod|chgrp|setfacl|cp|rsync|tar)\b.{0,300}(?:cancel+ed|timed? ?out|deadline|killed) ?(?:after)?|(?:cancel+ed|timed out) after \d{4,7} ?ms/i;

export const createTimeout: Rule = {
  cause: 'platform.create-timeout',
  attribution: 'configuration',
  docs: {
    says: 'The platform’s own preparation before the start (it changes the owner of the whole working directory) took longer than it may.',
    evidence: 'A create failure whose detail tells of a chown or similar step that was cancelled after some minutes.',
    limits:
      'The budget is about three minutes, as seen in real rows; it is not documented. Other create failures are app.bad-command or platform.infra-failure.',
  },
  examine(incident): Examination {
    const create = createFailures(incident).filter((start) => preparation.test(`${textOf(start)} ${start.detail}`));
    const rows =
      create.length > 0
        ? startRows(create)
        : rowsOf(
            saying(incident, preparation).filter((event) => /ContainerCreateFailure|create/i.test(event.row.message)),
          );
    if (rows.length === 0) return null;
    const text = rows.map((row) => row.message).join('\n');
    const waited = firstGroup(text, 'ms', [/after (?<ms>\d{4,7}) ?ms/]);
    const path = firstGroup(text, 'path', [/chown (?:-\w+ )*\S{1,40} (?<path>\/[^\s'"]{0,200})/]);
    return {
      confidence: 'high',
      summary: `Preparing the container was given up${waited === undefined ? '' : ` after ${Math.round(Number(waited) / 1000)} s`}: the platform changes the owner of ${path ?? 'the working directory'} and all that is in it before the start. ${whoEnded(incident)}.`,
      evidence: rows,
      nextSteps: [
        advise(
          'Make the working directory small: set WORKDIR to a directory of its own, and keep large trees (node_modules, models, data) outside of it or on a volume',
        ),
        advise(
          'Let the image’s files belong to the user that it runs as already (COPY --chown), so that there is nothing to change',
        ),
        steps.setImage(incident, 'Roll the new image out'),
        ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
      ],
      causality: 55,
    };
  },
};
