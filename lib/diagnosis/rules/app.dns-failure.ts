import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const dnsFailure: Rule = {
  cause: 'app.dns-failure',
  attribution: 'configuration',
  docs: {
    says: 'The host name of a dependency does not resolve from inside the container.',
    evidence: 'The last failure in the console before the exit is a resolver error; the name is read from it.',
    limits:
      'A name may fail to resolve for moments only; the line says so once, the exit decides. Registry names that do not resolve are image.pull-network.',
  },
  signatures: [
    fatal(
      'node-enotfound',
      'enotfound eai getaddrinfo',
      /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN|EAI_FAIL) ?(?<host>[\w.-]{1,200})?/,
      'The name {host|of a dependency} does not resolve',
    ),
    fatal(
      'node-querysrv',
      'querysrv querytxt querya queryaaaa querycname queryany',
      /\bquery(?:Srv|Txt|A|Aaaa|Cname|Any) (?:ENOTFOUND|ENODATA|ETIMEOUT|ESERVFAIL|ECONNREFUSED|EBADNAME|EREFUSED) (?<host>[\w.-]{1,200})/,
      'The name {host} does not resolve',
    ),
    fatal('enotfound-code', 'enotfound', /\bENOTFOUND\b/, 'A host name does not resolve'),
    fatal(
      'named-gaierror',
      'errno known resolution',
      /\b(?:to|on|for|host) ['"](?<host>[\w.-]{1,200})['"](?: port \d{1,5})?:? ?.{0,12}(?:\[Errno -[235]\]|Name or service not known|Temporary failure in name resolution|Name does not resolve)/,
      'The name {host} does not resolve',
    ),
    fatal(
      'known-not-endpoint',
      'known resolution',
      /\b(?:Name or service not known|Temporary failure in name resolution|nodename nor servname provided, or not known) \((?<host>[\w.-]{1,200}):\d{1,5}\)/,
      'The name {host} does not resolve',
    ),
    fatal(
      'dns-query-name',
      'nxdomain exist bootstrap address',
      /\bThe DNS query name does not exist: (?<host>[\w.-]{1,200}?)\.?$|\bNXDOMAIN\b|\bNo resolvable bootstrap urls\b|\bbad address ['"](?<name>[\w.-]{1,200})/m,
      'The name {host,name|of a dependency} does not resolve',
    ),
    fatal(
      'python-gaierror',
      'errno gaierror',
      /\[Errno -[235]\] (?:Temporary failure in name resolution|Name or service not known|No address associated)|\bsocket\.gaierror\b/,
      'A host name does not resolve',
    ),
    fatal(
      'resolve-named-host',
      'resolve resolution resolving error failed unable',
      /\b(?:failed to resolve|could(?: not|n't) resolve|can(?:not|'t) resolve|unable to resolve|error resolving)(?: the)?(?: (?:host ?name|host|address|name|domain|DNS)(?: (?:of|for))?:? ?['"]?(?<name>[\w-]{1,63}(?:\.[\w-]{1,63}){0,8})|:? ?['"]?(?<host>[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}))/i,
      'The name {host,name|of a dependency} does not resolve',
    ),
    fatal(
      'translate-host-name',
      'translate',
      /could not translate host name "(?<host>[^"]{1,200})" to address/,
      'The name {host} does not resolve',
    ),
    fatal(
      'unknown-host',
      'unknown',
      /\b[Uu]nknown (?:MySQL server )?host:? ?['"]?(?<host>[\w.-]{2,200})/,
      'The name {host} does not resolve',
    ),
    fatal(
      'name-resolution',
      'resolution known servname resolve',
      /\b(?:Temporary failure in name resolution|[Nn]ame or service not known|nodename nor servname provided|Name does not resolve)\b/,
      'A host name does not resolve',
    ),
    fatal(
      'go-lookup',
      'lookup',
      /\blookup (?<host>[\w.-]{1,200})(?: on [\d.:[\]a-f]{2,45})?: (?:no such host|server misbehaving|i\/o timeout|Temporary failure)/,
      'The name {host} does not resolve',
    ),
    fatal(
      'no-such-host',
      'host',
      /\b[Nn]o such host is known(?:\.? \((?<host>[\w.-]{1,200}):\d{1,5}\))?|\bno such host\b/,
      'The name {host|of a dependency} does not resolve',
    ),
    fatal(
      'dotnet-resource-unavailable',
      'resource socketexception',
      /\bSocketException \((?:11|00000001, 11|00000005, 0xFFFDFFFE|00000001, 0xFFFDFFFE|0xFFFDFFFF|-131073)\)|Resource temporarily unavailable \((?<host>[\w.-]{1,200}):\d{1,5}\)/,
      'The name {host|of a dependency} does not resolve',
    ),
    fatal(
      'java-unknown-host',
      'unknownhostexception',
      /\bUnknownHostException\b:? ?(?<host>[\w.-]{2,200})?/,
      'The name {host|of a dependency} does not resolve',
    ),
    fatal(
      'php-getaddresses',
      'getaddresses getaddrinfo',
      /php_network_getaddresses: getaddrinfo (?:for (?<host>[\w.-]{1,200}) )?failed/,
      'The name {host|of a dependency} does not resolve',
    ),
    fatal(
      'ruby-getaddrinfo',
      'getaddrinfo',
      /getaddrinfo(?:\(3\))?: (?:Name or service not known|Temporary failure|nodename)/,
      'A host name does not resolve',
    ),
    fatal(
      'nginx-upstream-host',
      'upstream',
      /\[emerg\].{0,40}host not found in upstream "(?<host>[\w.:-]{1,200})"/,
      'nginx cannot resolve its upstream {host}',
    ),
    fatal(
      'nginx-no-resolver',
      'resolver',
      /\[emerg\].{0,40}(?:no resolver defined to resolve|host not found in resolver) "?(?<host>[\w.-]{0,200})/,
      'nginx cannot resolve {host|a name}',
    ),
    fatal(
      'redis-error-minus',
      'connecting',
      /\bError -[235] connecting to (?<host>[\w.-]{1,200}):\d{1,5}/,
      'The name {host} does not resolve',
    ),
    fatal(
      'rust-dns',
      'dns lookup',
      /\b(?:dns error|failed to lookup address information)\b/,
      'A host name does not resolve',
    ),
    inOtherLanguages('unknownHost', 'A host name does not resolve'),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.dns-failure',
      nextSteps: (c, match) => {
        const host = match.groups.host ?? match.groups.name;
        const name = host !== undefined && /^[\w.-]+$/.test(host) ? host : '<host>';
        return [
          steps.tryFromInside(c, `nslookup ${name}`, 'Resolve the name from a living replica'),
          steps.showTemplate(
            c,
            'Check the spelling of the host in the settings',
            'properties.template.containers[].{name:name,env:env}',
          ),
          {
            text: 'With a virtual network: check its DNS servers, and that the private DNS zone of the service is linked to it',
            command:
              'az network private-dns link vnet list --resource-group <resource-group-of-zone> --zone-name <zone> --output table',
            kql: null,
            href: null,
          },
        ];
      },
    }),
};
