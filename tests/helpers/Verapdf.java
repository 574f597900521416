/** Judges PDFs by PDF/UA-1 with the engine of veraPDF: a line for each, with what fails. */
import java.io.FileInputStream;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

class Verapdf {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        for (var path : paths) {
            try (var parser = foundry.createParser(new FileInputStream(path), PDFAFlavour.PDFUA_1)) {
                var result = foundry.createValidator(PDFAFlavour.PDFUA_1, false).validate(parser);
                var failed = result.getTestAssertions().stream().map(TestAssertion::getMessage).distinct();
                System.out.println(path + "\t" + result.isCompliant() + "\t" + failed.collect(Collectors.joining(" | ")));
            }
        }
    }
}
