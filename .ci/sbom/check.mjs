// Fails unless a bill of materials names just the packages that a folder of programs was built with.
//   node check.mjs BILL FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [bill, folder] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

// Packages have a hash; what was built from source here has none.
const named = read(bill)
  .components.filter((component) => component.hashes?.length > 0)
  .map((component) => `${component.name}/${component.version}`);
const shipped = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith(".deps.json"))
  .flatMap((file) => Object.entries(read(join(folder, file)).libraries))
  .filter(([, library]) => library.type === "package")
  .map(([name]) => name);

const missing = shipped.filter((name) => !named.includes(name));
const extra = named.filter((name) => !shipped.includes(name));
console.log(`${bill}: ${named.length} packages`);
if (shipped.length === 0 || missing.length > 0 || extra.length > 0) {
  console.error(`not in the bill: ${[...new Set(missing)]}\nnot in the programs: ${extra}`);
  process.exit(1);
}
