import { BootstraplessSynthesizer, CfnOutput, Fn, Stack, type IStackSynthesizer } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { links } from '../../lambdas/core/mail/links.ts';

/** The region of every web ACL for CloudFront. */
const edgeRegion = 'us-east-1';
const webAclOutput = 'WebAclArn';

export interface EdgeStackProps {
  /** Requests that one address may send in five minutes. */
  visitorLimit: number;
}

/**
 * What must be in us-east-1 for CloudFront, in whichever region the stage is: the WAF rule that limits each visitor, which an HTTP API cannot do. Deployed
 * before the stage's stack.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { visitorLimit }: EdgeStackProps) {
    super(scope, id, {
      description: 'Weekwise: what CloudFront needs in us-east-1',
      env: { region: edgeRegion },
      // It has no assets, so that region needs no bootstrapping.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    // Without samples of requests: their paths hold the tokens of links.
    const visibilityConfig = { sampledRequestsEnabled: false, cloudWatchMetricsEnabled: true, metricName: id };
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig,
      rules: [
        {
          name: 'EachVisitor',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: visitorLimit,
              evaluationWindowSec: 300,
              // Mail providers fetch the pictures of many people from few addresses, and CloudFront caches them.
              scopeDownStatement: {
                notStatement: {
                  statement: {
                    orStatement: {
                      statements: below(...[links.asset, links.picture].map(({ path }) => path.replace(':file', ''))),
                    },
                  },
                },
              },
            },
          },
          visibilityConfig: { ...visibilityConfig, metricName: `${id}-EachVisitor` },
        },
      ],
    });
    new CfnOutput(this, webAclOutput, { value: webAcl.attrArn });
  }

  /** For the stage's stack, which may be in another region. */
  get webAclArn(): string {
    return Fn.getStackOutput(this.stackName, webAclOutput, edgeRegion);
  }
}

function below(...folders: string[]): CfnWebACL.StatementProperty[] {
  return folders.map((folder) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: folder,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  }));
}
