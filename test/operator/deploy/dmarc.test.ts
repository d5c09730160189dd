import { describe, expect, test } from '@jest/globals';
import { dmarcToAdd, findDmarc } from '../../../lib/operator/deploy/dmarc.ts';

const none = '"v=DMARC1; p=none; rua=mailto:me@calm.example"';

/** What to add where these TXT records are there already. */
async function toAdd(
  txt: Record<string, string[]>,
  {
    domain = 'calm.example',
    from = ['weekly.calm.example'],
    refused,
  }: { domain?: string; from?: string[]; refused?: string } = {},
) {
  const resolver = {
    resolveTxt: async (name: string) => {
      if (name === refused) throw Object.assign(new Error('no answer'), { code: 'ESERVFAIL' });
      if (txt[name] === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      return txt[name].map((text) => [text.slice(0, 5), text.slice(5)]);
    },
  };
  const found = await Promise.all(from.map((host) => findDmarc(host, resolver)));
  return dmarcToAdd(domain, 'me@calm.example', found).map(({ name, value }) => `${name} ${value}`);
}

describe('the DMARC record to add', () => {
  test('is the mildest, at the domain, where there is none at all', async () => {
    expect(await toAdd({}, { from: ['weekly.calm.example', 'account.calm.example'] })).toEqual([
      `_dmarc.calm.example ${none}`,
    ]);
    expect(await toAdd({ '_dmarc.calm.example': ['google-site-verification=x'] })).toEqual([
      `_dmarc.calm.example ${none}`,
    ]);
  });

  test.each([
    ['the domain', '_dmarc.calm.example'],
    ['the sender', '_dmarc.weekly.calm.example'],
  ])('is none where %s has one, whatever its policy', async (_, name) => {
    for (const policy of ['none', 'quarantine', 'reject'])
      expect(await toAdd({ [name]: [`v=DMARC1; p=${policy}`] })).toEqual([]);
  });

  test('is none where the domain inherits a policy: one of its own would weaken it', async () => {
    expect(
      await toAdd(
        { '_dmarc.calm.example': ['v=DMARC1; p=reject'] },
        { domain: 'news.calm.example', from: ['weekly.news.calm.example'] },
      ),
    ).toEqual([]);
  });

  test('is none where DNS does not answer: there may be one', async () => {
    for (const name of ['_dmarc.weekly.calm.example', '_dmarc.calm.example']) {
      expect(await toAdd({}, { refused: name })).toEqual([]);
    }
  });

  test('is one of the sender’s own where the domain’s is strict, with the same policy', async () => {
    const strict = 'v=DMARC1; p=reject; sp=quarantine; adkim=s; aspf=s; rua=mailto:d@calm.example';
    expect(await toAdd({ '_dmarc.calm.example': [strict] })).toEqual([
      '_dmarc.weekly.calm.example "v=DMARC1; p=quarantine; rua=mailto:d@calm.example"',
    ]);
    expect(await toAdd({ '_dmarc.calm.example': [strict.replace('sp=quarantine; ', '')] })).toEqual([
      '_dmarc.weekly.calm.example "v=DMARC1; p=reject; rua=mailto:d@calm.example"',
    ]);
    expect(await toAdd({ '_dmarc.calm.example': [strict] }, { from: ['calm.example'] })).toEqual([]);
  });
});
