/** The script that solves a form's challenge, bundled. */
export { proofScript } from '../../build/proof-script.js';
