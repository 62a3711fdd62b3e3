import { run, steps, word } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { decisivePull, nameOfImage, type Pull, pullRows } from '@/lib/diagnosis/rules/pulls';
import { rowsOf } from '@/lib/diagnosis/rules/said';

export const imageNotFound: Rule = {
  cause: 'image.not-found',
  attribution: 'configuration',
  docs: {
    says: 'The registry does not have the image: the tag or the repository does not exist.',
    evidence: 'The registry’s own answer in the pull failure: manifest unknown, name unknown, not found.',
    limits:
      'Rows that only say that the pull failed (`ImagePullBackOff`, `Persistent Image Pull Errors`, `ImagePullFailure` without detail) leave it open whether the tag, the credential or the network is at fault: low. A missing manifest at deployment leaves no row at all.',
  },
  examine(incident): Examination {
    const pull = decisivePull(incident);
    if (pull === null) return null;
    if (pull.fault === 'not-found')
      return found(incident, pull, 'high', `${nameOfImage(pull)} does not exist in the registry`);
    if (pull.fault === 'unsaid') {
      return found(
        incident,
        pull,
        'low',
        `${nameOfImage(pull)} cannot be pulled and the rows do not say why; a tag or name that does not exist is the first thing to check, then the credential, then the network`,
      );
    }
    return {
      ruledOut:
        'The registry was not asked for the image or refused to say: the pull failed before a missing tag could matter.',
    };
  },
};

function found(incident: Case, pull: Pull, confidence: 'high' | 'low', what: string): Examination {
  return {
    confidence,
    summary: `${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
    evidence: rowsOf(pullRows(incident, pull)),
    nextSteps: [
      tags(pull),
      steps.setImage(incident, 'Set an image that exists'),
      ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
    ],
    causality: confidence === 'high' ? 50 : 45,
  };
}

function tags(pull: Pull) {
  const { registry, image } = pull;
  const repository =
    image !== null && registry !== null && image.startsWith(`${registry}/`)
      ? image.slice(registry.length + 1).replace(/[:@].*$/, '')
      : '<repository>';
  const name = registry?.endsWith('.azurecr.io') ? registry.slice(0, -'.azurecr.io'.length) : '<registry>';
  return run(
    'See which tags the repository has',
    `az acr repository show-tags --name ${word(name)} --repository ${word(repository)} --orderby time_desc --output table`,
  );
}
