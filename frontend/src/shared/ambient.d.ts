declare module "*/styles/console.css" {
  const text: string;
  export default text;
}
