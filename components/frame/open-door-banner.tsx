/** Nobody signs in here, and other machines can reach it: whoever runs it must keep seeing that. */
export function OpenDoorBanner() {
  return (
    <p role="note" className="border-back-off border-b bg-back-off-soft px-4 py-1.5 text-center text-text">
      <strong className="font-semibold">Anybody who reaches this server can read the logs:</strong> it listens beyond
      this machine and asks nobody to sign in (EXITLINE_ALLOW_ANONYMOUS).
    </p>
  );
}
