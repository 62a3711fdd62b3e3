import { run, steps } from '@/lib/diagnosis/next-steps';
import type { Examination, Rule } from '@/lib/diagnosis/rule';
import { decisivePull, nameOfImage, pullRows } from '@/lib/diagnosis/rules/pulls';
import { rowsOf } from '@/lib/diagnosis/rules/said';

export const imagePullNetwork: Rule = {
  cause: 'image.pull-network',
  attribution: 'configuration',
  docs: {
    says: 'The registry could not be reached or its name not resolved, or its firewall denied the environment’s address.',
    evidence:
      'A lookup, dial, timeout or TLS error in the pull failure, or the registry’s own “client with IP … is not allowed access”.',
    limits:
      'One or two failures that the next attempt overcomes within five minutes are no incident. A firewall that only answers “unauthorized” is named image.pull-auth with medium confidence.',
  },
  examine(incident): Examination {
    const pull = decisivePull(incident);
    if (pull === null) return null;
    if (pull.fault !== 'network')
      return pull.fault === 'unsaid' || pull.fault === 'unauthorized'
        ? null
        : { ruledOut: 'The registry answered, so it was reached.' };
    const where = pull.registry ?? 'the registry';
    const denied = /is not allowed access|client with IP|not allowed by firewall|public network access/i.test(
      pull.text,
    );
    const dns = /no such host|server misbehaving|\blookup\b|could not resolve|name resolution/i.test(pull.text);
    const why = denied
      ? `The firewall of ${where} does not let the environment in`
      : dns
        ? `The name ${where} does not resolve`
        : `${where} cannot be reached`;
    return {
      confidence: 'high',
      summary: `${why}: ${nameOfImage(pull)} cannot be pulled.`,
      evidence: rowsOf(pullRows(incident, pull)),
      nextSteps: [
        run(
          'See the registry’s network rules and private endpoints',
          'az acr show --name <registry> --query "{public:publicNetworkAccess,rules:networkRuleSet,endpoints:privateEndpointConnections[].name}"',
        ),
        ...(incident.app.kind === 'app'
          ? [steps.outboundAddresses(incident, 'Addresses that the registry’s firewall would have to allow')]
          : []),
        run(
          'With a virtual network: check that the zone privatelink.azurecr.io is linked to it, and its own DNS servers forward to Azure',
          'az network private-dns link vnet list --resource-group <resource-group-of-zone> --zone-name privatelink.azurecr.io --output table',
        ),
        run(
          'See what a firewall or user-defined route in between lets through',
          'az network vnet subnet show --resource-group <resource-group-of-vnet> --vnet-name <vnet> --name <subnet> --query "{routes:routeTable.id,rules:networkSecurityGroup.id}"',
        ),
      ],
      causality: 50,
    };
  },
};
