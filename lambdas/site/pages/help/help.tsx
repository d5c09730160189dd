import { Hono } from 'hono';
import * as z from 'zod';
import { links } from '../../../core/mail/links.ts';
import type { CountryContacts } from '../../../core/course/whom-to-call.ts';
import { canonicalZone } from '../../../core/time/zones.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { Crisis } from './crisis.tsx';
import { Call, EmergencyNumbers } from '../../kit/help-contacts.tsx';
import { respond } from '../../kit/respond.tsx';

/** Where somebody is: the zone in the links of their mails, or a country. */
const Where = z.object({ zone: z.string().max(64).optional(), country: z.string().max(2).optional() }).catch({});

/** When to get help, and where. Our e-mails name the most urgent signs, and lead here for all. */
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
  'numbness or tingling between your legs, around your genitals, bottom or back passage, or a changed feeling when you wipe',
  'trouble starting to pee, not feeling that your bladder is full, or losing control of your bladder or bowels',
  'pain, tingling, numbness or weakness in both legs, or a leg that quickly gets weaker',
  'loss of feeling during sex, or a change in sexual function, together with back or leg pain',
  'legs that have become heavy or unsteady, or trouble walking; most of all if you have or had cancer',
  'a bad fall, crash or blow',
  'chest pain; or sudden, strong pain in your tummy and back with fainting, sweating or a pulsing tummy',
  'back pain with a fever and a sign in your legs, bladder or bowels, confusion, or being too ill to stand',
  'in pregnancy: heavy bleeding, or sharp or constant pain in your tummy',
];

const sameDaySigns = [
  'a fever, shivers or feeling very ill, with back pain: today in any case, whether you know the pain or not',
  'back pain or a fever in the weeks after a spinal injection, an epidural or an operation, or while you have an infection elsewhere',
  'strong back pain after a small fall, lift or knock, if you are over 65, have weak bones, or have taken steroid tablets for months',
  'cancer now or in the past, and new back pain, pain high in your back, or a tight band around your chest or tummy: within 24 hours',
  'losing weight without trying to, night sweats, a lump, or a back that has changed shape',
  'pain at night, or pain that no position eases, that is new or growing',
  'pain between your shoulder blades, or worse when you cough or strain, that is new or growing',
  'new back pain with a weak immune system, from an illness or a medicine, or if you inject drugs',
  'one leg or foot that is weak or numb, or a foot that catches on the ground',
  'pain in your side that comes in waves, blood in your pee, or burning when you pee, with a fever',
  'in pregnancy, call your maternity unit now: pain in waves before 37 weeks, any bleeding, leaking fluid, a fever, pain when you pee, a baby that moves less, or severe back pain',
];

const routineSigns = [
  'it is no better after a few weeks, stops your normal life, or you are worried. That is reason enough',
  'it is your first ever spell of back pain and you are over 50: worth a look, and no cause for fright. With tiredness, thirst or weight loss, ask today',
  'it began before you were 45 and has lasted more than 3 months, you are stiff for over half an hour each morning, and moving makes it better',
  'you have leg pain with pins and needles that does not settle in some weeks',
  'stress, worry or low mood lasts for weeks, or gets in the way of sleep, work or the people you care about',
];

function Help({ country }: { country: CountryContacts | undefined }) {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>When to get help</h1>
        <p class="lede">
          Most back pain is not dangerous. These signs are rare. Look for what is new for you, and leave our e-mails for
          later.
        </p>
        <p>
          If a doctor knows about a sign and it is the same as ever, follow the plan that you were given. If it is new,
          keeps getting worse, or nobody medical has ever looked at it, act.
        </p>
      </div>

      <section class="card urgent" aria-labelledby="emergency">
        <p class="kind">Now</p>
        <h2 id="emergency">Call your emergency number for any new one of these</h2>
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
        <h2 id="today">
          Ask for medical help today if one of these is new, keeps getting worse, or was never looked at
        </h2>
        <Signs of={sameDaySigns} />
        <p>Call your doctor, an urgent-care service, or your country’s medical advice line.</p>
      </section>

      <section class="card calm" aria-labelledby="routine">
        <p class="kind">In a week or two</p>
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
        <p>
          Please do not start, stop or change a medicine because of our e-mails. A pharmacist can tell you which simple
          pain relief suits you.{' '}
          <strong>Never stop strong pain medicines suddenly, such as opioids, gabapentin or pregabalin:</strong> that
          can make you very ill. Talk to your doctor about going down slowly.
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
