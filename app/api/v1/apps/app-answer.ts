import { toSelect } from '@/app/address';
import { currentSource } from '@/lib/azure/source';
import type { Connection } from '@/lib/domain/connection';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import { listed } from '@/lib/format/count';
import { toIso } from '@/lib/format/time';
import { type AppQuestion, reportOnApp } from '@/lib/report/incident-page';
import type { AppReport, NotFound } from '@/lib/report/report';
import { answering, errorAnswer, failureAnswer } from '../answer';
import { parseQuestion } from '../question';

/** Asks for an app by its name, which Next has unescaped for a route, and answers with what `toAnswer` makes of it. */
export function answeringForApp(
  request: Request,
  name: string,
  toAnswer: (report: AppReport & { kind: 'found' }) => Response,
): Promise<Response> {
  return answeringAbout(request, name, reportOnApp, toAnswer);
}

type NotThere = Exclude<AppReport, { kind: 'found' }>;

/** The same for any question about one app: `askFor` puts it. */
export function answeringAbout<Found extends { kind: 'found' }>(
  request: Request,
  name: string,
  askFor: (question: AppQuestion) => Promise<Found | NotThere>,
  toAnswer: (found: Found) => Response,
): Promise<Response> {
  return answering(request, async () => {
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range, identity } = parseQuestion(request, asOfMs);
    const select = toSelect(identity);
    const report = await askFor({ source, name, select, range, asOfMs, signal: request.signal });
    return report.kind === 'found' ? toAnswer(report) : notThereAnswer(report);
  });
}

function notThereAnswer(report: NotThere): Response {
  switch (report.kind) {
    case 'not-found':
      return notFoundAnswer(report);
    case 'no-such-workspace':
      return noSuchWorkspaceAnswer(report);
    case 'ambiguous':
      return ambiguousAnswer(report.name, report.choices);
    case 'failed':
      return failureAnswer(report.failure);
  }
}

/** 404: nobody bears the name, or somebody else than was asked for. */
export function notFoundAnswer({ name, bearers, similar, sinceMs }: NotFound): Response {
  if (bearers.length > 0) {
    const message = `${name} is not of the environment or kind that was asked for.`;
    const remedy = 'Say env and kind as the choices beside this do, or leave them out.';
    return errorAnswer(404, { kind: 'not-found', message, remedy }, { choices: bearers });
  }
  const names = [...new Set(similar.map((app) => app.name))];
  const since = sinceMs === null ? '' : ` since ${toIso(sinceMs)}`;
  return errorAnswer(
    404,
    {
      kind: 'not-found',
      message: `No row in the connected logs${since} bears the name ${name}.`,
      remedy: names.length > 0 ? `Similar names: ${names.join(', ')}.` : 'GET /api/v1/apps lists every app and job.',
    },
    { similar },
  );
}

export function noSuchWorkspaceAnswer({
  workspace,
  connection: { workspaces },
}: {
  workspace: string;
  connection: Connection;
}): Response {
  return errorAnswer(400, {
    kind: 'bad-request',
    message: `No workspace that is connected is called ${workspace}.`,
    remedy: `“ws” can be ${listed(workspaces)}.`,
  });
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
