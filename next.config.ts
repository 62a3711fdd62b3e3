import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  // Next would take a lock file in some folder above for the root, and put the server elsewhere.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  // Nothing here shows a picture from elsewhere, and the optimiser is a door that need not be open.
  images: { unoptimized: true },
  // Bundling DuckDB fails the build, and a second copy of the Azure core would hide its tracing hooks.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    '@kusto/language-service-next',
    '@azure/core-rest-pipeline',
    '@azure/identity',
    '@azure/monitor-query',
  ],
  // The shared library of DuckDB is opened by the dynamic linker, which the tracer cannot see;
  // .kql files are read at run time.
  outputFileTracingIncludes: {
    '/**': [
      './node_modules/@duckdb/node-bindings-*/**',
      './node_modules/@kusto/language-service-next/*.min.js',
      './kql/**',
    ],
  },
  // The Content-Security-Policy changes with each request and is proxy.ts's.
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'no-referrer' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
        ],
      },
    ];
  },
};

export default config;
