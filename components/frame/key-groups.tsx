import { Key } from './key';
import { type KeyHint, keyGroups } from './key-list';

/** Every key and what it does, by where it works. */
export function KeyGroups() {
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {keyGroups.map((group) => (
        <section key={group.title}>
          <h3 className="font-semibold">{group.title}</h3>
          <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
            {group.hints.map((hint) => (
              <Hint key={hint.does} hint={hint} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Hint({ hint: { keys, does } }: { hint: KeyHint }) {
  return (
    <>
      <dt className="flex items-center gap-1 whitespace-nowrap">
        {keys.map((key) => (key === 'then' ? <span key={key}>then</span> : <Key key={key}>{key}</Key>))}
      </dt>
      <dd className="text-text-soft">{does}</dd>
    </>
  );
}
