/** The way back for whoever is not, or no longer, signed up. */
export const SignUpAgain = () => (
  <p>
    <a class="button" href="/#sign-up">
      Sign up again
    </a>
  </p>
);
