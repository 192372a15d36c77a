/* A model server in a process of its own, that tells its base URL: `node loadServer.js LATENCY_MS`. */
import { ChatServer } from '../test/support/chatServer.ts';
import { heavyWeather } from './heavyWeather.ts';

const server = new ChatServer({ latencyMs: Number(process.argv[2]), ...heavyWeather });
process.send?.(await server.start());
