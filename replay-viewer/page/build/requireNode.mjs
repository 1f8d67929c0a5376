// Exits with 1 where Node is older than what the page is built with needs.
import process from "node:process";

const [major, minor] = process.versions.node.split(".").map(Number);
const supported = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
process.exit(supported ? 0 : 1);
