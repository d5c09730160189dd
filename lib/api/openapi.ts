import * as z from 'zod';
import { links } from '../../lambdas/core/mail/links.ts';
import { WebhookEvent } from '../../lambdas/core/webhooks/webhook-contract.ts';
import { Accepted, Problem, problems, SignUpBody, usesOfAKeyMax } from '../../lambdas/site/api/contract.ts';

/** The API in words for programs (OpenAPI 3.1), from the very schemas that check what they send. */
export function openApi(version: string): object {
  const schemas = Object.fromEntries(
    Object.entries({ SignUp: SignUpBody, Accepted, Problem }).map(([name, schema]) => [name, schemaOf(schema)]),
  );
  const json = (schema: string, type = 'application/json') => ({
    content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  });
  const problem = (status: number, description: string, headers?: object) => ({
    [status]: {
      description: `${codesOf(status)}: ${description}`,
      ...(headers && { headers }),
      ...json('Problem', 'application/problem+json'),
    },
  });
  const wait = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Weekwise',
      version,
      description: 'Signs people up from an operator’s own site. Everybody confirms by the mail that they get.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://{site}', variables: { site: { default: 'learn.example.com' } } }],
    security: [{ key: [] }],
    paths: {
      [links.apiSignUp.path]: {
        post: {
          operationId: 'signUp',
          summary: 'Ask somebody by mail to confirm',
          requestBody: { required: true, ...json('SignUp') },
          responses: {
            202: { description: 'Their confirmation mail is on its way, or is not needed.', ...json('Accepted') },
            ...problem(400, 'the body is not JSON.'),
            ...problem(401, 'no key, or none of ours.'),
            ...problem(403, 'the key is not for sign-ups.'),
            ...problem(413, 'more than 10 KB.'),
            ...problem(422, 'some of it cannot be used; `errors` says what.'),
            ...problem(
              429,
              `more than ${usesOfAKeyMax} an hour for a key from one network, or too many for a network; or too many emails that the key asked for bounced.`,
              wait,
            ),
            ...problem(500, 'a mistake in the service; trying again does not help.'),
            ...problem(503, 'something failed; try again.', wait),
          },
        },
      },
    },
    webhooks: webhooks(),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: '`wwk_…`, by npx weekwise api-keys add' },
      },
      parameters: Object.fromEntries(
        Object.entries(headers).map(([name, description]) => [
          name,
          { name, in: 'header', required: true, description, schema: { type: 'string' } },
        ]),
      ),
      schemas,
    },
  };
}

/** What problems of a status are called, as its description begins. */
function codesOf(status: number): string {
  const codes = Object.entries(problems).filter(([, one]) => one.status === status);
  return codes.map(([code]) => `\`${code}\``).join(', ');
}

/** What says whose request it is, of which event, and how old. */
const headers = {
  'webhook-id': 'The same whenever this event is sent again.',
  'webhook-timestamp': 'Seconds since 1970, of this request.',
  'webhook-signature': 'Signatures as Standard Webhooks has them, with spaces between.',
};

/** Requests to the operator's own system, one for each type of event. */
function webhooks(): object {
  const parameters = Object.keys(headers).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const responses = {
    '2XX': { description: 'Taken. Everything else is sent again later.' },
    410: { description: 'The receiver is gone for good.' },
  };
  const one = (schema: (typeof WebhookEvent.options)[number]) => {
    const requestBody = { required: true, content: { 'application/json': { schema: schemaOf(schema) } } };
    return { post: { summary: schema.meta()!.description, security: [], parameters, requestBody, responses } };
  };
  return Object.fromEntries(WebhookEvent.options.map((schema) => [schema.shape.type.value, one(schema)]));
}

/** As it stands in a document, which says once for all what its schemas are written in. */
function schemaOf(schema: z.ZodType): object {
  const found = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // What the format says already.
      if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
    },
  });
  delete found.$schema;
  return found;
}
