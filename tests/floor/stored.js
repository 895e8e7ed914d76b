// The least that a page has to do that shows posts of the device.
import { kept, paint } from "./posts.js";

paint(await kept());
