import mjml from 'mjml';
import MailComposer from 'nodemailer/lib/mail-composer';

/**
 * What a tutorial about mail with MJML does: compile the template for each recipient and let the MIME library do the rest. It keeps no record of
 * what was sent, which spares it two writes.
 */
export async function tutorialMail(
  source: string,
  { address, firstName, from }: { address: string; firstName: string; from: string },
): Promise<Uint8Array> {
  const { html } = await mjml(source.replaceAll('{{firstName}}', firstName), {
    validationLevel: 'strict',
    keepComments: false,
    fonts: {},
  });
  const mail = new MailComposer({
    from,
    to: address,
    subject: `${firstName}, your lesson of this week`,
    html,
    text: html.replaceAll(/<[^>]*>/g, ''),
  });
  return mail.compile().build();
}
