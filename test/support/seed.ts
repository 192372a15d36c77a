import fc from 'fast-check';

/*
 * Property tests draw from one seed, so that a change is told only of what it broke itself. `NOTEWRIGHT_SEED` takes
 * another one, to look further.
 */
const told = Number(process.env.NOTEWRIGHT_SEED);
fc.configureGlobal({ seed: Number.isInteger(told) && told !== 0 ? told : 2023 });
