import { words } from '../../../content/words.ts';
import { eraseSubscriber } from '../../../core/actions/erasing.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { SesList } from './own-data.tsx';
import { hrefOf } from '../../kit/hrefs.ts';

const says = words.yourData.erase;

/** To have everything erased (GDPR article 17). */
export const erase = onPerson(links.erase, {
  take: {
    erase: async ({ link, deps }) => {
      await eraseSubscriber(link.id, deps);
      return 'erased';
    },
  },
  view: ({ link, at }) => {
    const content = (
      <Sheet heading={says.heading}>
        <p>{says.now}</p>
        <p>{says.oldAddress}</p>
        <p>{says.stays}</p>
        <SesList />
        <Press at={at}>{says.button}</Press>
        <p>
          <a href={onward(link, links.data)}>{words.parts.goBack}</a>
        </p>
      </Sheet>
    );
    return { title: says.heading, content };
  },
  end: {
    erased: () => ({
      title: says.done,
      content: (
        <Sheet heading={says.done} tone="good">
          <p>{says.doneAbout}</p>
          <p>
            <a href={hrefOf(links.home)}>{words.parts.home}</a>
          </p>
        </Sheet>
      ),
    }),
  },
});
