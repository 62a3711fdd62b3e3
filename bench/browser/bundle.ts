import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface ServedStage {
  /** Of the page, without its parameters. */
  url: string;
  close(): Promise<void>;
}

/** Bundles the stage as a production build would and serves it on loopback. */
export async function serveStage(): Promise<ServedStage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'exitline-stage-'));
  const root = path.resolve(import.meta.dirname, '..', '..');
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    css: { postcss: root },
    resolve: { alias: { '@': root } },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: path.join(import.meta.dirname, 'stage.html') },
    },
  });
  const server = createServer(async (request, response) => {
    const name = path.normalize(new URL(request.url ?? '/', 'http://stage').pathname).replace(/^\/+/, '');
    const body = await readFile(path.join(folder, name)).catch(() => null);
    response
      .writeHead(body === null ? 404 : 200, { 'Content-Type': types[path.extname(name)] ?? 'text/plain' })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stage has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/stage.html`,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
