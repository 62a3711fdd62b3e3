import net from 'node:net';

/**
 * Where to listen. Container runtimes set HOSTNAME to the container's name, which must not open the server to the
 * network, so it counts only as an IP address or `localhost`. lib/env.ts has the same rule; a test holds them together.
 * @param {string | undefined} hostname
 * @returns {string} an address, IPv6 without brackets
 */
export function hostToListenOn(hostname) {
  const given = hostname?.trim() ?? '';
  const bare = given.replace(/^\[(.*)\]$/, '$1');
  return given === 'localhost' || net.isIP(bare) !== 0 ? bare : '127.0.0.1';
}
