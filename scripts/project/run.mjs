import { spawn } from 'node:child_process';
import path from 'node:path';

/** Folder of the project, from wherever the script was called. */
export const projectFolder = path.resolve(import.meta.dirname, '..', '..');

/**
 * Runs a program to its end with its output on ours.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean | 'always', cwd?: string, timeoutMs?: number }} [options] quiet: output is
 *   kept and shown only when the program fails, or never
 * @returns {Promise<number>} the exit code; 1 when a signal ended it, 127 when it could not be started
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectFolder,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
      // npm and npx are command files on Windows.
      shell: process.platform === 'win32' && !path.isAbsolute(command),
      timeout: options.timeoutMs,
    });
    const kept = [];
    child.stdout?.on('data', (chunk) => kept.push(chunk));
    child.stderr?.on('data', (chunk) => kept.push(chunk));
    child.on('error', (error) => {
      console.error(`Could not start ${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code) => {
      if (options.quiet === true && code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

/** Runs a program of one of the installed packages with the Node that runs us, not the one a `.bin` link finds. */
export function runPackage(script, args, options) {
  return run(process.execPath, [path.join(projectFolder, 'node_modules', script), ...args], options);
}
