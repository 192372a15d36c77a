/* A process that runs over notes until it is killed: `node runChild.js FOLDER BASE_URL NOTES`. */
import { runOverServer } from './runOverServer.ts';

const [folder = '', baseUrl = '', notes = ''] = process.argv.slice(2);
await runOverServer(folder, baseUrl, Number(notes));
