import type { PersonRow } from './people.ts';

const columns: { name: string; key: keyof PersonRow }[] = [
  { name: 'Address', key: 'address' },
  { name: 'Status', key: 'status' },
  { name: 'Time zone', key: 'zone' },
  { name: 'Slot', key: 'slot' },
  { name: 'Lessons sent', key: 'lessonsSent' },
  { name: 'Next lesson', key: 'next' },
  { name: 'Claim', key: 'claim' },
];

/** What is stored of everyone. */
export function PeopleTable({ people }: { people: PersonRow[] }) {
  if (people.length === 0) return <p>Nobody has signed up yet.</p>;
  return (
    <section class="scroll" tabindex={0} aria-label="People">
      <table>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr>
              {columns.map(({ key }, index) =>
                index === 0 ? <th scope="row">{person[key]}</th> : <td>{person[key] || '–'}</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
