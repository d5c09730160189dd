import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Name of the first key in the keyring. */
const firstKey = 'a';

export interface KeysProps {
  /** Keeps the secret when the stack goes: without it no link in a mail works, and nobody's id can be found from an address. */
  protect: boolean;
}

/** The keyring, made by AWS at the first deployment and seen by nobody. Its format: `lambdas/adapters/keys/keyring-document.ts`. */
export class Keys extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { protect }: KeysProps) {
    super(scope, id);
    this.#secret = new Secret(this, 'Resource', {
      description: 'Weekwise: keys of subscriber ids and of links in mails. Add keys, never change one.',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ identity: firstKey, current: firstKey }),
        generateStringKey: firstKey,
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'Ids of subscribers hang on the first key for ever, and links in mails stay good: keys are added by hand.',
    });
  }

  /** The setting KEYRING: where the keys are, never what they are. */
  get location(): string {
    return this.#secret.secretArn;
  }

  grantRead(reader: IGrantable): void {
    this.#grant(reader, ['secretsmanager:GetSecretValue']);
  }

  /** Adds keys, and takes keys out of use. */
  grantChange(operator: IGrantable): void {
    this.#grant(operator, ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']);
  }

  #grant(grantee: IGrantable, actions: string[]): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.#secret.secretArn] });
  }
}
