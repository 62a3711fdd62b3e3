import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
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
};

export default config;
