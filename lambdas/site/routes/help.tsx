import { Hono } from 'hono';
import * as z from 'zod';
import { links } from '../../core/links.ts';
import type { CountryContacts } from '../../core/whom-to-call.ts';
import { canonicalZone } from '../../core/zones.ts';
import type { SiteEnv } from '../env.ts';
import { Crisis } from '../parts/crisis.tsx';
import { Call, EmergencyNumbers } from '../parts/help.tsx';
import { respond } from '../respond.tsx';

/** Where somebody is: the zone in the links of their mails, or a country. */
const Where = z.object({ zone: z.string().max(64).optional(), country: z.string().max(2).optional() }).catch({});

/** When to get help, and where. The signs are the ones that our e-mails name. */
export const help = new Hono<SiteEnv>().get(links.help.path, (c) => {
  c.set('open', true);
  const { zone, country } = Where.parse(c.req.query());
  const { contacts } = c.var.world;
  const known = canonicalZone(zone ?? '');
  if (known !== undefined) c.set('whereabouts', { zone: known });
  const found = contacts.in(country?.toUpperCase() ?? '') ?? contacts.at(zone ?? '');
  return respond(c, { title: 'When to get help', content: <Help country={found} /> });
});

const emergencySigns = [
  'pain, tingling, weakness or numbness in both legs',
  'numbness or a changed feeling around your genitals, inner thighs, bottom or back passage, for example when you wipe',
  'trouble peeing, loss of control of your bladder or bowels, or not knowing when your bladder is full',
  'a change in sexual feeling or function',
  'chest pain',
  'a serious accident, such as a car crash, that came before it',
  'sudden, severe pain in your tummy and back, or fainting or collapse',
];

const sameDaySigns = [
  'a high temperature, or feeling very unwell',
  'losing weight without trying to',
  'a lump or swelling, or a back that has changed shape',
  'pain that rest does not ease, or that is worse at night',
  'pain that gets worse when you sneeze, cough or poo, or that sits between your shoulder blades',
  'one leg that has become weak',
  'blood in your pee, or pain that comes in waves at your side',
  'cancer now or in the past, weak bones, a weak immune system, long use of steroids, or injecting drugs',
  'severe pain in pregnancy',
];

const routineSigns = [
  'the pain has not started to ease after a few weeks, is getting worse, or stops your normal life',
  'it began before you were 45 and has lasted more than 3 months, and you are stiff for over 30 minutes each morning, or it wakes you late in the night and eases when you move',
  'stress, worry or low mood lasts for weeks, or gets in the way of sleep, work or the people you care about',
  'you are worried. That is reason enough.',
];

function Help({ country }: { country: CountryContacts | undefined }) {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>When to get help</h1>
        <p class="lede">
          Most back pain is not dangerous and gets better with time. Some signs need care soon. If one of these fits
          you, act on it now and leave our e-mails for later.
        </p>
      </div>

      <section class="card urgent" aria-labelledby="emergency">
        <p class="kind">Now</p>
        <h2 id="emergency">Call your emergency number if you have back pain and any new one of these</h2>
        <Signs of={emergencySigns} />
        <p>
          Or go to the nearest emergency department.{' '}
          {country === undefined ? (
            <>
              The number is <Call number="112" /> in Europe and in much of the world, <Call number="999" /> in the UK,{' '}
              <Call number="911" /> in the USA and Canada, and <Call number="000" /> in Australia.
            </>
          ) : (
            <>
              The number in {country.name} is <EmergencyNumbers of={country.emergency} />.
            </>
          )}{' '}
          Do not drive yourself.
        </p>
      </section>

      <Crisis country={country} />

      <section class="card soon" aria-labelledby="today">
        <p class="kind">Today</p>
        <h2 id="today">Ask for medical help today if you have back pain and</h2>
        <Signs of={sameDaySigns} />
        <p>Call your doctor, an urgent-care service, or your country’s medical advice line.</p>
      </section>

      <section class="card calm" aria-labelledby="routine">
        <p class="kind">In the next days</p>
        <h2 id="routine">Book a visit to a doctor or physiotherapist if</h2>
        <Signs of={routineSigns} />
      </section>

      <section aria-labelledby="limits">
        <h2 id="limits">What we can and cannot do</h2>
        <p>
          What you read here and in our e-mails is <strong>information, not medical advice</strong>. We do not know you,
          and nobody watches our mailbox day and night, so please never wait for an answer from us. If a practice makes
          your pain worse or makes you feel unwell, stop it.
        </p>
      </section>
    </div>
  );
}

function Signs({ of: signs }: { of: string[] }) {
  return (
    <ul>
      {signs.map((sign) => (
        <li>{sign}</li>
      ))}
    </ul>
  );
}
