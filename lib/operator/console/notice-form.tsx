import type { Child } from 'hono/jsx';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import type { DraftFaults, TypedDraft } from '../notice/typed-draft.ts';
import { ZoneField } from './zone-field.tsx';

interface NoticeFormProps {
  /** Where it is sent to. */
  at: string;
  draft: TypedDraft;
  faults: DraftFaults;
  library: SeriesLibrary;
}

/** What a notice says, and for whom it is. */
export function NoticeForm({ at, draft, faults, library }: NoticeFormProps) {
  const lessons = library.all.flatMap(everyLesson).map(({ id, title }): [string, string] => [id, title]);
  return (
    <form method="post" action={at} class="tall">
      {Object.keys(faults).length > 0 && (
        <div class="error" role="alert">
          <p>Nothing was sent. Please look at:</p>
          <ul>
            {Object.entries(faults).map(([name, fault]) => (
              <li>
                {fieldNames[name as keyof DraftFaults]}: {fault}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Field name="subject" fault={faults.subject}>
        <input type="text" name="subject" value={draft.subject} required maxlength={60} autocomplete="off" />
      </Field>
      <Field name="preheader" fault={faults.preheader}>
        <input type="text" name="preheader" value={draft.preheader} required maxlength={90} autocomplete="off" />
      </Field>
      <Field name="title" fault={faults.title}>
        <input type="text" name="title" value={draft.title} maxlength={80} autocomplete="off" />
      </Field>
      <Field name="text" fault={faults.text}>
        <textarea name="text" rows={10} required aria-describedby="text-hint">
          {draft.text}
        </textarea>
      </Field>
      <p class="note" id="text-hint">
        An empty line ends a paragraph. <code>## Heading</code>, <code>- an item of a list</code>, <code>**bold**</code>
        , <code>[words](https://…)</code>. Each email begins with a greeting and ends with the foot of every email.
      </p>
      <fieldset>
        <legend>Everybody who is active, or only those …</legend>
        {library.all.length > 1 && (
          <label>
            in the series
            <Choice name="series" chosen={draft.series} options={library.all.map(({ id, title }) => [id, title])} />
          </label>
        )}
        <Field name="had" fault={faults.had}>
          <Choice name="had" chosen={draft.had} options={[...new Map(lessons)]} />
        </Field>
        <ZoneField label={fieldNames.zone} name="zone" value={draft.zone} />
        <label>
          whom this import brought, by its name
          <input type="text" name="imported" value={draft.imported} autocomplete="off" />
        </label>
        <label class="check">
          <input type="checkbox" name="paused" value="yes" checked={draft.paused === 'yes'} /> Also people in a pause,
          who asked for quiet: for safety only
        </label>
        <label class="check">
          <input type="checkbox" name="completed" value="yes" checked={draft.completed === 'yes'} /> Also people who had
          every lesson
        </label>
      </fieldset>
      <button type="submit">Look at it, and count the people</button>
      <p class="note">Nothing is sent by this.</p>
    </form>
  );
}

const fieldNames: Record<keyof DraftFaults, string> = {
  subject: 'Subject',
  preheader: 'First line, which inboxes show beside the subject',
  title: 'Heading, if it is not the subject',
  text: 'What it says',
  had: 'who had the lesson',
  zone: 'in the time zone',
};

function Field({ name, fault, children }: { name: keyof DraftFaults; fault: string | undefined; children: Child }) {
  return (
    <label class={fault === undefined ? undefined : 'wrong'}>
      {fieldNames[name]}
      {children}
    </label>
  );
}

function Choice({
  name,
  chosen,
  options,
}: {
  name: string;
  chosen: string;
  options: readonly (readonly [value: string, text: string])[];
}) {
  return (
    <select name={name}>
      <option value="">Any</option>
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  );
}
