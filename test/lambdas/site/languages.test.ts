import { describe, expect, it } from '@jest/globals';
import { inLanguage, pageLanguage, siteLanguages } from '../../../lambdas/content/page-language.ts';
import { perLanguage, words } from '../../../lambdas/content/words.ts';
import { preferred } from '../../../lambdas/site/kit/language.ts';
import { siteWorld } from '../../support/site-world.ts';

/** What holds while the site speaks one language alone; pages in a second one are in pseudo-language.test.ts. */

describe('the language of a page', () => {
  it('is the first one where nobody asks for another that there is', async () => {
    expect(pageLanguage()).toBe('en');
    expect(inLanguage('xx', pageLanguage)).toBe('en');
    expect(preferred('xx, *;q=0.5')).toBe('en');
    expect(preferred('')).toBe('en');
    expect(siteLanguages[0]).toBe('en');
  });

  it('is said to programs, and sets no cookie', async () => {
    const answer = await siteWorld().get('/');
    expect(answer.headers.get('Content-Language')).toBe('en');
    expect(answer.headers.get('Set-Cookie')).toBeNull();
    expect(await answer.text()).toContain('<html lang="en">');
  });

  it('is that of its words: what a module keeps follows it', () => {
    const kept = perLanguage(() => ({ save: words.settings.save }));
    expect(kept).toEqual({ save: words.settings.save });
    expect({ ...words.leaving.reasons }).toHaveProperty('tooMany', words.leaving.reasons.tooMany);
    expect('tooMany' in words.leaving.reasons).toBe(true);
  });
});
