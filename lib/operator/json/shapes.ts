import * as z from 'zod';
import * as authoring from './authoring.ts';
import * as numbers from './numbers.ts';
import * as people from './people.ts';
import * as running from './running.ts';
import * as watching from './watching.ts';

/**
 * What `--json` writes on standard output, by command, and by option where a command has several. A field may be added within a version; a shape from which
 * one is taken, or in which one changes its name, type or meaning, has a new version: `{ version: 2, data: … }`.
 */
export const shapes = {
  status: shape(watching.StatusShape),
  doctor: shape(watching.Doctor),
  audit: shape(watching.Audit),
  halt: shape(watching.Halt),
  go: shape(watching.Go),
  'go --after-restore': shape(watching.AfterRestore),
  restore: shape(watching.Restored),
  transfer: shape(running.TransferPlanShape),
  'transfer --yes': shape(running.TransferDone),
  'transfer --give-up': shape(running.TransferGivenUp),
  'dead-letters list': shape(running.DeadLetters),
  'dead-letters show': shape(running.DeadLetter),
  'dead-letters drop': shape(running.DeadLettersDrop),
  'dead-letters redrive': shape(running.DeadLettersRedrive),
  'subscriber show': shape(people.SubscriberShow),
  'subscriber find': shape(people.SubscriberFind),
  'subscriber list': shape(people.SubscriberList),
  'subscriber (action)': shape(people.SubscriberAction),
  import: shape(people.Import),
  'import --undo': shape(people.ImportUndo),
  'import list': shape(people.ImportList),
  export: shape(people.Export),
  'export <file>': shape(people.ExportToFile),
  'suppression list': shape(people.SuppressionList),
  'suppression add': shape(people.SuppressionAdd),
  'suppression remove': shape(people.SuppressionRemove),
  'send-test': shape(running.TestMail),
  'notice draft': shape(running.NoticeDraft),
  'notice test': shape(running.TestMail),
  'notice send': shape(running.NoticeSend),
  'notice list': shape(running.NoticeList),
  'notice show': shape(running.NoticeShow),
  'notice stop': shape(running.NoticeStop),
  'counts show': shape(numbers.CountsShow),
  'counts rebuild': shape(numbers.CountsRebuild),
  report: shape(numbers.Report),
  'report --lessons': shape(numbers.LessonReport),
  console: shape(running.Served),
  'keys list': shape(running.Keys),
  'keys rotate': shape(running.KeysRotate),
  'keys revoke': shape(running.KeysRevoke),
  'api-keys add': shape(running.ApiKeyAdd),
  'api-keys list': shape(running.ApiKeyList),
  'api-keys remove': shape(running.ApiKeyRemove),
  form: shape(running.Form),
  'webhook secret': shape(running.WebhookSecret),
  'webhook rotate': shape(running.WebhookRotate),
  'webhook test': shape(running.WebhookTest),
  'series list': shape(authoring.SeriesList),
  'series check': shape(authoring.SeriesCheck),
  'series languages': shape(authoring.SeriesLanguages),
  'series diff': shape(authoring.SeriesDiffShape),
  'series diff --words': shape(authoring.SeriesDiffWords),
  'series diff --approved': shape(authoring.EmailDiff),
  'series diff --from': shape(authoring.EmailDiff),
  'series approve': shape(authoring.SeriesApprove),
  'series words': shape(authoring.SeriesWords),
  'series review': shape(authoring.SeriesReview),
  'series review --sheet': shape(authoring.SeriesReviewSheets),
  'series review sign': shape(authoring.SeriesReviewSign),
  'series share': shape(authoring.SeriesShare),
  'series move': shape(authoring.SeriesMoveShape),
  init: shape(authoring.Init),
  overrides: shape(authoring.Overrides),
  eject: shape(authoring.Ejected),
  'new-series': shape(authoring.NewSeries),
  zones: shape(watching.Zones),
  'zones --since': shape(watching.ZonesSinceShape),
  cost: shape(numbers.Cost),
  preview: shape(running.Previewed),
} satisfies Record<string, { version: number; data: z.ZodObject }>;

export type ShapeName = keyof typeof shapes;
export type ShapeInput<Name extends ShapeName> = z.input<(typeof shapes)[Name]['data']>;

function shape<Data extends z.ZodObject>(data: Data, version = 1): { version: number; data: Data } {
  return { version, data };
}

/** The schema of the whole document that a command writes. */
export function documentOf(name: ShapeName): z.ZodObject {
  const { version, data } = shapes[name];
  return z.object({ version: z.literal(version), ...data.shape });
}

/**
 * The document of a command as text: its fields in the order of the shape, and none that the shape does not have.
 *
 * @throws Error where the data are not as the shape says, which is a fault of ours
 */
export function encode<Name extends ShapeName>(name: Name, data: ShapeInput<Name>): string {
  const read = documentOf(name).safeParse({ version: shapes[name].version, ...data });
  if (!read.success) throw new Error(`The JSON of ${name} is not as docs/json.md says: ${z.prettifyError(read.error)}`);
  return JSON.stringify(read.data, undefined, 2);
}
