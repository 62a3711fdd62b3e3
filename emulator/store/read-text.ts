import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** Why a whole file is no export we can read; the message is the sentence for the reader. */
export class UnreadableFile extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableFile';
  }
}

/** A file that was readable up to a point: what came before that counts. */
export class DamagedFile extends UnreadableFile {}

/** How much text may still be read, in bytes after unpacking. */
export interface ReadBudget {
  perFile: number;
  /** Shared by all files of the folder; counted down as they are read. */
  left: number;
}

/**
 * The text of a file, piece by piece. Gzip and the encoding are told from the bytes, not from the name: Windows
 * PowerShell redirects into UTF-16, and a downloaded `.gz` may have been unpacked on the way.
 * @throws UnreadableFile for what is not text or exceeds the budget; DamagedFile for what breaks off on the way.
 */
export async function* readText(path: string, budget: ReadBudget): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  let read = 0;
  let decoder: TextDecoder | null = null;
  try {
    for await (const bytes of unpacked(file)) {
      read += bytes.length;
      budget.left -= bytes.length;
      if (read > budget.perFile) throw new UnreadableFile(tooLarge(budget.perFile));
      if (budget.left < 0) throw new UnreadableFile(tooMuch);
      decoder ??= new TextDecoder(encodingOf(bytes));
      const text = decoder.decode(bytes, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof UnreadableFile) {
      // What was refused is not kept, so the other files may have its share.
      budget.left += read;
      throw error;
    }
    const Kind = read > 0 ? DamagedFile : UnreadableFile;
    throw new Kind(whyUnreadable(error), { cause: error });
  } finally {
    file.destroy();
  }
}

export function tooLarge(limit: number): string {
  return `The file holds more than ${sizeOf(limit)} of text: export fewer days per file, or split it.`;
}

const tooMuch =
  'This file and the ones before it hold more text than fits into memory: move files that are not needed out of the ' +
  'folder, or raise the limit with NODE_OPTIONS=--max-old-space-size=8192.';

function sizeOf(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes >= 1024) return `${Math.round(mebibytes / 102.4) / 10} GB`;
  return mebibytes >= 1 ? `${Math.round(mebibytes)} MB` : `${bytes} bytes`;
}

async function* unpacked(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = file[Symbol.asyncIterator]();
  // A first read may be short; four bytes are needed to tell what this is.
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const rest = async function* (): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  };
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) {
    throw new UnreadableFile('This is a zip archive (or a spreadsheet): unpack it, or save it as CSV.');
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* rest();
    return;
  }
  const gunzip = createGunzip();
  const feeding = (async () => {
    for await (const bytes of rest()) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(bytes))
        await new Promise<void>((resolve) => onceAny(gunzip, ['drain', 'close', 'error'], resolve));
    }
    gunzip.end();
  })().catch((error: unknown) => gunzip.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const bytes of gunzip) yield bytes as Buffer;
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

function onceAny(emitter: NodeJS.EventEmitter, events: string[], then: () => void): void {
  const done = () => {
    for (const event of events) emitter.off(event, done);
    then();
  };
  for (const event of events) emitter.on(event, done);
}

/** From the byte order mark, else from where the zero bytes are. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  if (!sample.includes(0)) return 'utf-8';
  if (sample[0] !== 0 && sample[1] === 0) return 'utf-16le';
  if (sample[0] === 0 && sample[1] !== 0) return 'utf-16be';
  throw new UnreadableFile('This is not a text file.');
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read: its permissions forbid it.';
  if (code.startsWith('Z_')) return 'The gzip data is damaged or ends early: only the rows before that could be read.';
  if (code === 'ENOENT') return 'The file disappeared while the folder was being read.';
  return `The file could not be read (${code === '' ? 'unknown error' : code}).`;
}
