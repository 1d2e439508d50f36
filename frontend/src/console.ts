import { adopt } from "./shared/styles";
import styles from "./styles/console/console.css";
import kept from "./styles/console/kept.css";
import response from "./styles/console/response.css";

adopt(styles + response + kept);

export { openConsole, openShared } from "./elements/console";
