import * as z from 'zod';
import { Accepted, Problem, SignUpBody, signUpPath, usesOfAKeyMax } from '../../lambdas/site/api/contract.ts';

/** The API in words for programs (OpenAPI 3.1), from the very schemas that check what they send. */
export function openApi(version: string): object {
  const schemas = Object.fromEntries(
    Object.entries({ SignUp: SignUpBody, Accepted, Problem }).map(([name, schema]) => [name, schemaOf(schema)]),
  );
  const json = (schema: string, type = 'application/json') => ({
    content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  });
  const problem = (description: string, headers?: object) => ({
    description,
    ...(headers && { headers }),
    ...json('Problem', 'application/problem+json'),
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
      [signUpPath]: {
        post: {
          operationId: 'signUp',
          summary: 'Ask somebody by mail to confirm',
          requestBody: { required: true, ...json('SignUp') },
          responses: {
            202: { description: 'Their confirmation mail is on its way, or is not needed.', ...json('Accepted') },
            400: problem('The body is no JSON.'),
            401: problem('No key, or none of ours.'),
            403: problem('The key is not for sign-ups.'),
            413: problem('More than 10 KB.'),
            422: problem('Some of it cannot be used; `errors` says what.'),
            429: problem(`Too often: ${usesOfAKeyMax} an hour for a key, 5 for an address.`, wait),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: '`wwk_…`, by npx weekwise api-keys add' },
      },
      schemas,
    },
  };
}

/** As it stands in a document, which says once for all what its schemas are written in. */
function schemaOf(schema: z.ZodType): object {
  const found = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  delete found.$schema;
  return found;
}
