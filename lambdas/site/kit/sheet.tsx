import type { PropsWithChildren } from 'hono/jsx';

/** A page of one short text: a sheet of paper with a heading. */
export function Sheet({ heading, tone, children }: PropsWithChildren<{ heading: string; tone?: 'good' }>) {
  return (
    <div class="narrow">
      <article class={tone === 'good' ? 'sheet good' : 'sheet'}>
        <h1>{heading}</h1>
        {children}
      </article>
    </div>
  );
}
