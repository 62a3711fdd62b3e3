import { isBenign, isQuietLevel } from '@/lib/diagnosis/console/benign';
import { cleanLine } from '@/lib/diagnosis/console/clean';
import { rules } from '@/lib/diagnosis/rules';

/** Words that a line in trouble holds whatever the runtime. */
const ordinary =
  'error err errors exception fatal panic panicked traceback unhandled uncaught critical crit emerg failed failure killed aborted segmentation denied refused timeout timed invalid missing cannot';

/**
 * Words of signatures that healthy logs are full of: asked for, they would crowd out what matters within the limits.
 * A line that holds no other word is found among the last lines of its container.
 */
const common = new Set(
  (
    'access acquire address alert alloc allocate allowed already another api app application appsetting ' +
    'appsettings archivo arg argument arguments assembly attribute authentication authorization autoload awk bin ' +
    'bind binding bindings boot bootstrap broker bundler bus busy caller cap capabilities capability caused ' +
    'celery cert certificate changing channel child choice class client clone column command communications ' +
    'component conexion conexión config configuration configure configured connect connecting connection consumer ' +
    'context convert cosmos cp cpu create credential credentials daemon dapr database dataloader datasource ' +
    'define defined depth descriptors dev dial directorio directory disk dns docker dotenv driver elastic ' +
    'elasticsearch encryption engine env environ environment espace espacio exec executable executed exiting ' +
    'expected export field fichier file find flag float flyway format found frameworks free gem gems get getenv ' +
    'giving gunicorn gzip heap host hosting hostname huge hugepages identity import initialization input ' +
    'instrumentation interpreter io json jre kafka kernel key keystore keyword known ldap leaf library line ' +
    'liquibase listen listening literal living load locate lock locked locking locks login lookup main make ' +
    'manifest map memory metadata migrations module mongo mongod mount native need needed nest net network node ' +
    'nombre nome null object obtain open operation operator option options os ownership package parameter parse ' +
    'parsing password passwort path pem pending permissions permitted pg placeholder placement please plugin pool ' +
    'port privileged proc process property provide provided pthread public pubsub python python3 quarkus query ' +
    'read recipe redis registration relation require required resolution resolve resolver resolving resource ' +
    'revision role root rpc run runner runtime scheme script sdk secret section sed selecting selection self ' +
    'sentry server set setting settings shared sidecar signal signed smtp space specify sqlalchemy sqlite ssl ' +
    'stack start store stream strict symbol syntax table tar tcp thread token toml touch translate unknown ' +
    'upstream uri url usable usage uso validate validation variable variables verify vm wait waiting watchers ' +
    'worker x86 yaml zugriff'
  ).split(' '),
);

/** What the console is searched for: the ordinary words, and the telling ones among those of the rules' signatures. */
export const failureTerms: readonly string[] = [
  ...new Set([
    ...ordinary.split(' '),
    ...rules
      .flatMap((rule) => (rule.signatures ?? []).flatMap((one) => one.terms ?? []))
      .filter((term) => !common.has(term)),
  ]),
].sort();

const loud =
  /(?:^|[^A-Za-z0-9])(?:error|exception|fatal|panic|panicked|traceback|unhandled|uncaught|critical|emerg)(?:$|[^A-Za-z0-9])|(?:Error|Exception)\b/i;

/** The line by itself looks like trouble, though no rule may know it. */
export function isLoud(text: string): boolean {
  const line = cleanLine(text);
  return loud.test(line) && !isBenign(line) && !isQuietLevel(line);
}
