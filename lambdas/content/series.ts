/** Every series that was compiled, offered or not. Only modules of this folder import what is built from templates. */
export { series } from '../../build/templates.js';
