import { advise } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { kernelLimitWordings } from '@/lib/diagnosis/rules/wordings/app.kernel-limit';

export const kernelLimit: Rule = {
  cause: 'app.kernel-limit',
  attribution: 'configuration',
  docs: {
    says: 'The workload needs a kernel setting, device or privilege that Container Apps does not give.',
    evidence:
      'The program’s own words: vm.max_map_count too low, no Docker daemon, a privileged call denied, an open-files limit.',
    limits:
      'Many programs only warn about such a setting and run on: then the line counts only when an end follows it.',
  },
  signatures: kernelLimitWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.kernel-limit',
      nextSteps: () => [
        advise(
          'Switch the check or the feature off where the program allows it (for Elasticsearch and OpenSearch: discovery.type=single-node, node.store.allow_mmap=false)',
        ),
        advise(
          'Container Apps gives no privileged mode, no host devices and no kernel settings: use a managed service for this part, or run it on Azure Kubernetes Service or a virtual machine',
        ),
      ],
    }),
};
