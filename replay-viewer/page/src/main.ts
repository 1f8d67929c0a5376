import "./style/page.css";
import { EmbeddedSource } from "./document/embedded";
import { Replay } from "./replay";

const page = document.getElementById("page");
if (page)
  try {
    new Replay(await new EmbeddedSource().open(), page);
  } catch (error) {
    // Said where a person sees it, and thrown on to where a developer does.
    page.textContent = `The recording cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
    throw error;
  }
