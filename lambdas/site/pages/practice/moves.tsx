import { words } from '../../../content/words.ts';
import type { Move, ShownPicture } from '../../../core/course/series.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { Fold } from '../../kit/fold.tsx';

const said = words.practise;

/**
 * How the movements of a practice look. What moves is folded: it begins when somebody opens it, and closing it stops it, without a script (WCAG 2.2.2).
 * The style sheet takes it away from who wants less motion; the drawing above it shows the same.
 */
export function Moves({ moves }: { moves: readonly Move[] }) {
  return (
    <section class="moves" aria-labelledby="moves">
      <h2 id="moves">{said.moves}</h2>
      {moves.map(({ still, moving }) => (
        <div>
          <Drawing {...still} />
          {moving !== undefined && (
            <div class="moving">
              <Fold summary={said.moving}>
                <Drawing {...moving} />
              </Fold>
            </div>
          )}
        </div>
      ))}
    </section>
  );
}

function Drawing({ file, alt, width, height }: ShownPicture) {
  const src = hrefOf(links.picture, { file });
  return <img class="picture" src={src} alt={alt} width={String(width)} height={String(height)} loading="lazy" />;
}
