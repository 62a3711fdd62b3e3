import { decodedName, toSelect } from '@/app/address';
import { currentSource } from '@/lib/azure/source';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import { reportOnApp } from '@/lib/report/incident-page';
import type { AppReport } from '@/lib/report/report';
import { answering, errorAnswer, failureAnswer } from '../answer';
import { parseQuestion } from '../question';

/** Asks for an app as its page does and answers with what `toAnswer` makes of it. */
export function answeringForApp(
  request: Request,
  segment: string,
  toAnswer: (report: AppReport & { kind: 'found' }) => Response,
): Promise<Response> {
  return answering(request, async () => {
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range, identity } = parseQuestion(request, asOfMs);
    const name = decodedName(segment);
    const select = toSelect(identity);
    const report = await reportOnApp({ source, name, select, range, asOfMs, signal: request.signal });
    switch (report.kind) {
      case 'not-found':
        return notFoundAnswer(report.name, report.similar);
      case 'ambiguous':
        return ambiguousAnswer(report.name, report.choices);
      case 'failed':
        return failureAnswer(report.failure);
      case 'found':
        return toAnswer(report);
    }
  });
}

export function notFoundAnswer(name: string, similar: readonly AppIdentity[]): Response {
  const names = [...new Set(similar.map((app) => app.name))];
  return errorAnswer(
    404,
    {
      kind: 'not-found',
      message: `No row in the connected logs bears the name ${name}.`,
      remedy: names.length > 0 ? `Similar names: ${names.join(', ')}.` : 'GET /api/v1/apps lists every app and job.',
    },
    { similar },
  );
}

export function ambiguousAnswer(name: string, choices: readonly AppIdentity[]): Response {
  return errorAnswer(
    409,
    {
      kind: 'ambiguous',
      message: `More than one app or job bears the name ${name}.`,
      remedy: 'Say which one is meant with ws, env or kind; the choices stand beside this.',
    },
    { choices },
  );
}
