import { join } from 'node:path';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type {
  AnnounceSettings,
  FeedbackSettings,
  PlanSettings,
  CountSettings,
  ReconcileSettings,
  SendSettings,
  UnsubscribeSettings,
  WebhookSettings,
  WebSettings,
} from '../../lambdas/core/settings.ts';
import { engineFile } from '../roots.ts';
import { bundlesContext } from './bundle-service.ts';
import type { HandlerName } from './bundling.ts';
import { countHarm, type LoggedHarm } from './logged-harms.ts';

/** Which handler expects which settings: a variable that is missing or too many does not compile. */
interface Contracts extends Record<HandlerName, z.ZodType> {
  plan: typeof PlanSettings;
  send: typeof SendSettings;
  feedback: typeof FeedbackSettings;
  reconcile: typeof ReconcileSettings;
  count: typeof CountSettings;
  web: typeof WebSettings;
  unsubscribe: typeof UnsubscribeSettings;
  announce: typeof AnnounceSettings;
  webhook: typeof WebhookSettings;
}

/** Settings as a function's environment: all of them, as text, also those that a schema turns into numbers. */
type Variables<Settings> = {
  [Name in keyof Settings]-?: unknown extends Settings[Name] ? string : Extract<Settings[Name], string>;
};

export interface ServiceFunctionProps<Name extends HandlerName> {
  handler: Name;
  settings: Variables<z.input<Contracts[Name]>>;
  timeout: Duration;
  /**
   * True for a function that puts messages back on the queue that it reads. Otherwise AWS takes the 16th round of a message for a runaway and
   * stops it: a mail that waits for the end of the night would not survive the wait.
   */
  allowRecursion?: boolean;
  /** Reserved concurrency, which is also its maximum; none by default. */
  reserved?: number | undefined;
  /**
   * For a function that a schedule starts: how old an event may become before Lambda drops it. A schedule hands its event to a queue of Lambda's,
   * which by itself keeps it for six hours and tries a failed run twice more.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  maxEventAge?: Duration;
  /** What people lose while it fails, as a sentence. */
  impact: string;
}

/** One handler as a Lambda function, with its logs; what they say of harms sets off alarms. */
export class ServiceFunction<Name extends HandlerName = HandlerName> extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly timeout: Duration;
  /** What its log lines say of harms, for the alarms' descriptions. */
  readonly cases: { harm: LoggedHarm; says: string }[];
  readonly #logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Name>) {
    super(scope, id);
    this.timeout = props.timeout;
    // A log group of our own goes when the stack goes, and never keeps its logs for ever.
    const logGroup = (this.#logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    }));
    // AWS's ready-made policy would let it make and write any log group of the account.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    Grant.addToPrincipal({
      grantee: this.role,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resourceArns: [logGroup.logGroupArn],
    });
    this.function = new LambdaFunction(this, 'Resource', {
      description: `Weekwise ${props.handler}`,
      code: this.#code(props.handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Memory buys processor time as well: with less, a cold start would take longer than it saves.
      memorySize: 512,
      timeout: props.timeout,
      ...(props.reserved !== undefined && { reservedConcurrentExecutions: props.reserved }),
      environment: {
        ...(props.settings as Record<string, string>),
        NODE_OPTIONS: '--enable-source-maps',
        // Two stages of an account count apart.
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(this).stackName,
      },
      role: this.role,
      logGroup,
      recursiveLoop: props.allowRecursion === true ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
      // Without Lambda's own START, END and REPORT lines, which would be the most of what is logged. Our lines are JSON already and stay as they are.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: applicationLogLevel[(props.settings as unknown as { LOG_LEVEL: LogLevel }).LOG_LEVEL],
      // What failed will be tried by the next tick or night; a second try of the same event only if the first could not begin or crashed.
      ...(props.maxEventAge !== undefined && { maxEventAge: props.maxEventAge, retryAttempts: 1 }),
    });
    // The only lines that Lambda itself logs of a call at this level. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    const failed = FilterPattern.all(
      FilterPattern.stringValue('$.type', '=', 'platform.report'),
      FilterPattern.stringValue('$.record.status', '!=', 'success'),
    );
    countHarm(this, 'Failed', { harm: 'FunctionErrors', logGroup, pattern: failed });
    this.cases = [{ harm: 'FunctionErrors', says: `${props.handler}: ${props.impact}` }];
  }

  /** What was bundled before the app was made: all handlers in one go, as no construct of the CDK does. */
  #code(handler: HandlerName): Code {
    const bundles = this.node.tryGetContext(bundlesContext) as string | undefined;
    return Code.fromAsset(bundles === undefined ? engineFile('lambdas/content') : join(bundles, handler));
  }

  /**
   * Lets an event that the function logs set off the alarm of a harm.
   *
   * @param says - what people lose by it, as a sentence; nothing where the alarm says it of each queue
   */
  alarmOn(harm: LoggedHarm, event: string, says?: string): void {
    const pattern = FilterPattern.stringValue('$.message', '=', event);
    countHarm(this, `${event.replace(/(?:^|\W)(\w)/g, (_, letter: string) => letter.toUpperCase())}Logged`, {
      harm,
      logGroup: this.#logGroup,
      pattern,
    });
    if (says !== undefined) this.cases.push({ harm, says: `${event}: ${says}` });
  }
}

type LogLevel = z.output<typeof SendSettings>['LOG_LEVEL'];

/** What Lambda lets through: as our own log, so that neither hides what the other shows. */
const applicationLogLevel: Record<LogLevel, ApplicationLogLevel> = {
  DEBUG: ApplicationLogLevel.DEBUG,
  INFO: ApplicationLogLevel.INFO,
  WARN: ApplicationLogLevel.WARN,
  ERROR: ApplicationLogLevel.ERROR,
  SILENT: ApplicationLogLevel.FATAL,
};
